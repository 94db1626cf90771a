#ifndef GRIDWRIGHT_CGEOS_SHIM_H
#define GRIDWRIGHT_CGEOS_SHIM_H
// Only the reentrant calls: every one takes the context it works in.
#define GEOS_USE_ONLY_R_API
#include <geos_c.h>
#endif
