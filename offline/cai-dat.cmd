@echo off
rem Installs cchc for this user from this folder: no internet, no administrator. The work is done by cai-dat.ps1.
chcp 65001 >nul
"%SystemRoot%\System32\WindowsPowerShell\v1.0\powershell.exe" -NoLogo -NoProfile -ExecutionPolicy Bypass -File "%~dp0cai-dat.ps1"
set "RESULT=%ERRORLEVEL%"
echo.
pause
exit /b %RESULT%
