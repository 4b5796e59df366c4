# Installs cchc for this user: an environment of its own below %LOCALAPPDATA%\cchc, the command cchc on the user's PATH.
# ASCII only: Windows PowerShell 5.1 reads a script without a byte order mark in the code page of the machine. The Vietnamese
# messages are therefore in thong-bao.txt, read as UTF-8.
$ErrorActionPreference = 'Stop'
$here = Split-Path -Parent $MyInvocation.MyCommand.Path
try { [Console]::OutputEncoding = [System.Text.Encoding]::UTF8 } catch { }  # no console to set: output goes to a file

$say = @{}
foreach ($line in Get-Content -LiteralPath (Join-Path $here 'thong-bao.txt') -Encoding UTF8) {
    $key, $text = $line -split '=', 2
    $say[$key.Trim([char]0xFEFF)] = $text
}

function Stop-With([string]$key) {
    Write-Host $say[$key]
    exit 3
}

# The path of a 64-bit Python 3.11 to 3.13 that a command starts; nothing where it is none.
function Get-PythonPath([string]$command, [string[]]$options) {
    $test = 'import struct, sys; print(sys.executable if (3, 11) <= sys.version_info[:2] <= (3, 13) and struct.calcsize(chr(80)) == 8 else str())'
    $before = $ErrorActionPreference
    $ErrorActionPreference = 'Continue'  # in 5.1, what a program writes to its error output would end the script
    try { $found = & $command @options '-c' $test 2>$null } catch { $found = $null }
    $ErrorActionPreference = $before
    if ($found) { return ([string]($found | Select-Object -Last 1)).Trim() }
}

function Find-Python([string]$own) {
    foreach ($version in '-3.13', '-3.12', '-3.11') {
        if (Get-Command py -ErrorAction SilentlyContinue) {
            $path = Get-PythonPath 'py' @($version)
            if ($path) { return $path }
        }
    }
    foreach ($command in $own, 'python', 'python3') {
        if (Get-Command $command -ErrorAction SilentlyContinue) {
            $path = Get-PythonPath $command @()
            if ($path) { return $path }
        }
    }
}

# Runs a program to its end and returns its exit code; what it says goes to the window.
function Invoke-Program([string]$program, [string[]]$options) {
    $before = $ErrorActionPreference
    $ErrorActionPreference = 'Continue'
    & $program @options 2>&1 | ForEach-Object { Write-Host "$_" }
    $ErrorActionPreference = $before
    return $LASTEXITCODE
}

Write-Host $say['title']
Write-Host ''
$target = Join-Path $env:LOCALAPPDATA 'cchc'
$ownPython = Join-Path $target 'python\python.exe'

$python = Find-Python $ownPython
if (-not $python) {
    $setup = Get-ChildItem -LiteralPath $here -Filter 'python-3.1*-amd64.exe' |
        Where-Object { $_.Name -match '^python-3\.1[123]\.' } | Sort-Object Name | Select-Object -Last 1
    if (-not $setup) { Stop-With 'no_python' }
    Write-Host $say['installing_python']
    $folder = Split-Path -Parent $ownPython
    $options = '/quiet', 'InstallAllUsers=0', 'PrependPath=0', 'Include_launcher=0', 'Include_test=0', 'Shortcuts=0', "TargetDir=`"$folder`""
    $done = Start-Process -FilePath $setup.FullName -ArgumentList $options -Wait -PassThru
    if ($done.ExitCode -ne 0) { Stop-With 'python_failed' }
    $python = Find-Python $ownPython
    if (-not $python) { Stop-With 'python_failed' }
}
Write-Host "$($say['using']) $python"

$venv = Join-Path $target 'venv'
Write-Host "$($say['making']) $venv"
if ((Invoke-Program $python @('-m', 'venv', '--clear', $venv)) -ne 0) { Stop-With 'venv_failed' }

Write-Host $say['installing']
$venvPython = Join-Path $venv 'Scripts\python.exe'
$pip = @('-m', 'pip', '--disable-pip-version-check', '--quiet', 'install', '--no-index', '--require-hashes',
    '--find-links', (Join-Path $here 'wheels'), '--requirement', (Join-Path $here 'yeu-cau.txt'))
if ((Invoke-Program $venvPython $pip) -ne 0) { Stop-With 'pip_failed' }

# A folder with the one command in it, so that no other program of the environment gets onto the PATH.
$bin = Join-Path $target 'bin'
New-Item -ItemType Directory -Force -Path $bin | Out-Null
$command = "@echo off`r`n`"%LOCALAPPDATA%\cchc\venv\Scripts\cchc.exe`" %*`r`n"
[System.IO.File]::WriteAllText((Join-Path $bin 'cchc.cmd'), $command, [System.Text.Encoding]::ASCII)

$exe = Join-Path $venv 'Scripts\cchc.exe'
if ((Invoke-Program $exe @('--version')) -ne 0) { Stop-With 'pip_failed' }

$key = Get-Item -LiteralPath 'HKCU:\Environment'
$path = [string]$key.GetValue('Path', '', [Microsoft.Win32.RegistryValueOptions]::DoNotExpandEnvironmentNames)
$entry = '%LOCALAPPDATA%\cchc\bin'
if (($path -split ';') -notcontains $entry) {
    $joined = (@($path.TrimEnd(';'), $entry) | Where-Object { $_ }) -join ';'
    New-ItemProperty -LiteralPath 'HKCU:\Environment' -Name 'Path' -Value $joined -PropertyType ExpandString -Force | Out-Null
    # Tells Explorer of the change, as setting any variable of the user does.
    [Environment]::SetEnvironmentVariable('CCHC_INSTALLED', $null, 'User')
}
Write-Host ''
Write-Host "$($say['done']) $exe"
Write-Host $say['path_added']
Write-Host $say['next']
exit 0
