/* java.exe for Wine: runs the java of Linux through the script JAVA_SHELL, and returns its exit code. */
#include <process.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <windows.h>

/* The command line as the batch file gave it, so that the script sees what Windows would pass. */
int main(void) {
  char code[64], unix_code[64], shell[1024], *line, *given = GetCommandLineA();
  STARTUPINFOA start = {sizeof start};
  PROCESS_INFORMATION made;
  FILE *file;
  int value = -1;
  sprintf(code, "Z:\\tmp\\java-%lu", GetCurrentProcessId());
  sprintf(unix_code, "/tmp/java-%lu", GetCurrentProcessId());
  GetEnvironmentVariableA("JAVA_SHELL", shell, sizeof shell);
  if (*given == '"') given = strchr(given + 1, '"') + 1; else given += strcspn(given, " ");
  line = malloc(strlen(given) + strlen(shell) + 128);
  sprintf(line, "\"%s\" %s%s", shell, unix_code, given);
  GetStartupInfoA(&start);
  if (!CreateProcessA(shell, line, NULL, NULL, TRUE, 0, NULL, NULL, &start, &made)) return 99;
  for (;;) {
    if ((file = fopen(code, "r"))) {
      int read = fscanf(file, "%d", &value);
      fclose(file);
      if (read == 1) { remove(code); return value; }
    }
    Sleep(20);
  }
}
