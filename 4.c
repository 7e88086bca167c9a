#include "listening.h"

int library_fits(void)
{
    return listening_abi_version() == LISTENING_ABI_VERSION;
}
