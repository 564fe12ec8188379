@echo off
rem The commands of Affectstream on Windows, from a distribution: demo, analyze, topics, ingest, consume, run, ...
rem No blocks in parentheses: a folder such as "Program Files (x86)" would end them.
setlocal
set "home=%~dp0.."
if not "%home:!=%"=="%home%" goto mark
set "java=java"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java"
"%java%" -version >nul 2>&1
if errorlevel 1 goto nojava

set "options=-XX:-UsePerfData -Dai.djl.offline=true --add-opens=java.base/java.util=ALL-UNNAMED"
rem The hot code is native. The second compiler occupies a core for minutes and gains little.
if "%~1"=="run" set "options=%options% -XX:TieredStopAtLevel=1"
if "%~1"=="analyze" set "options=%options% -XX:+UseParallelGC -XX:TieredStopAtLevel=1"
if "%~1"=="demo" set "options=%options% -XX:+UseParallelGC -XX:TieredStopAtLevel=1"
set "ORT_DISABLE_TELEMETRY=1"
"%java%" %options% %AFFECT_JAVA_OPTS% -cp "%home%\usrlib\affectstream.jar;%home%\runtime\*;%home%\lib\*" io.affectstream.app.cli.Main %*
exit /b %ERRORLEVEL%

:nojava
echo affect: expected Java 17 or newer, found none; install it or set JAVA_HOME 1>&2
exit /b 1

:mark
echo affect: expected a folder whose path has no "!", which Java takes for the end of a file's name, found "%home%"; move it 1>&2
exit /b 1
