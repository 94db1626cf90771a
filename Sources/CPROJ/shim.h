#ifndef GRIDWRIGHT_CPROJ_SHIM_H
#define GRIDWRIGHT_CPROJ_SHIM_H
#include <proj.h>
#include <geodesic.h>
#endif
