@echo off
chcp 65001 >nul
setlocal DisableDelayedExpansion
title cchc validate
pushd "%~dp0"
rem Only a cchc of the PATH is started, never one that lies in this folder
set "CCHC="
for %%C in (cchc.exe cchc.cmd) do if not defined CCHC set "CCHC=%%~$PATH:C"
if not defined CCHC goto missing

rem Nothing after a double click, else the files that were dropped on this one: quoted, whatever is in their names
set FILES=
:next
if "%~1"=="" goto check
set FILES=%FILES% "%~1"
shift
goto next

:check
set WORDS=validate --annotate --open%FILES%
call :run
goto end

:run
rem Called without words, so that no second reading takes the %% out of names. cchc may be a .cmd: it ends this part, not the whole
"%CCHC%" %WORDS%
exit /b

:missing
echo Máy này chưa cài chương trình cchc. Hãy nhờ cán bộ công nghệ thông tin cài đặt rồi chạy lại.

:end
popd
echo.
pause
