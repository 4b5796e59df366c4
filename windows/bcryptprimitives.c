/* Wine 8 lacks bcryptprimitives.dll, of which Rust's libraries (pydantic, calamine) want this one function. */
#include <windows.h>

BOOLEAN WINAPI SystemFunction036(PVOID data, ULONG size); /* RtlGenRandom */

__declspec(dllexport) int WINAPI ProcessPrng(unsigned char *data, SIZE_T size) {
    return SystemFunction036(data, (ULONG)size);
}
