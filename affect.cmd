@echo off
rem Starts Affectstream on Windows; builds it first if there is no jar. After a change of the sources: mvn -DskipTests package
setlocal
set "home=%~dp0"
set "jar=%home%app\target\affectstream-app.jar"
set "arguments=%*"
if "%~1"=="train" set "jar=%home%model-cli\target\affectstream-models.jar"
if "%~1"=="evaluate" set "jar=%home%model-cli\target\affectstream-models.jar"
if "%~1"=="export" set "jar=%home%model-cli\target\affectstream-models.jar"
if "%~1"=="bench" (
  set "jar=%home%bench\target\affectstream-bench.jar"
  call set "arguments=%%arguments:*bench=%%"
)

set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -version >nul 2>&1 || (
  echo affect: expected Java 17 or newer, found none; install a JDK or set JAVA_HOME 1>&2
  exit /b 1
)
if not exist "%jar%" (
  where mvn >nul 2>&1 || (
    echo affect: the jar is missing, and Maven 3.8 or newer is needed to build; install it 1>&2
    exit /b 1
  )
  echo affect: the jar is missing: building ^(mvn package, some minutes the first time^) 1>&2
  pushd "%home%" & call mvn -q -B -DskipTests package & popd
)
if not exist "%jar%" (
  echo affect: the build failed; mvn -DskipTests package in %home% shows all of it 1>&2
  exit /b 1
)
set "ORT_DISABLE_TELEMETRY=1"
"%java%" -XX:-UsePerfData -Dai.djl.offline=true -Daffect.checkout=true %AFFECT_JAVA_OPTS% -jar "%jar%" %arguments%
exit /b %ERRORLEVEL%
