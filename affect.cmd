@echo off
rem Starts Affectstream on Windows; builds it first if there is no jar. After a change of the sources: mvn -DskipTests package
rem No blocks in parentheses: a folder such as "Program Files (x86)" would end them.
setlocal
set "home=%~dp0"
set "jar=%home%app\target\affectstream-app.jar"
if "%~1"=="train" set "jar=%home%model-cli\target\affectstream-models.jar"
if "%~1"=="evaluate" set "jar=%home%model-cli\target\affectstream-models.jar"
if "%~1"=="export" set "jar=%home%model-cli\target\affectstream-models.jar"
if "%~1"=="bench" set "jar=%home%bench\target\affectstream-bench.jar"

if not "%home:!=%"=="%home%" goto mark
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -version >nul 2>&1
if errorlevel 1 goto nojava
if exist "%jar%" goto run

call mvn -version >nul 2>&1
if errorlevel 1 goto nomaven
echo affect: the jar is missing: building (mvn package, some minutes the first time) 1>&2
pushd "%home%"
call mvn -q -B -DskipTests package
popd
if not exist "%jar%" goto nobuild

:run
set "options=-XX:-UsePerfData -Dai.djl.offline=true -Daffect.checkout=true"
rem The hot code is native. The second compiler occupies a core for minutes and gains little.
if "%~1"=="run" set "options=%options% -XX:TieredStopAtLevel=1"
if "%~1"=="bench" set "options=%options% -XX:TieredStopAtLevel=1"
if "%~1"=="analyze" set "options=%options% -XX:+UseParallelGC -XX:TieredStopAtLevel=1"
if "%~1"=="demo" set "options=%options% -XX:+UseParallelGC -XX:TieredStopAtLevel=1"
set "ORT_DISABLE_TELEMETRY=1"
"%java%" %options% %AFFECT_JAVA_OPTS% -jar "%jar%" %*
exit /b %ERRORLEVEL%

:nojava
echo affect: expected Java 17 or newer, found none; install a JDK or set JAVA_HOME 1>&2
exit /b 1

:nomaven
echo affect: the jar is missing, and Maven 3.8 or newer is needed to build; install it 1>&2
exit /b 1

:nobuild
echo affect: the build failed; mvn -DskipTests package in "%home%" shows all of it 1>&2
exit /b 1

:mark
echo affect: expected a folder whose path has no "!", which Java takes for the end of a file's name, found "%home%"; move it 1>&2
exit /b 1
