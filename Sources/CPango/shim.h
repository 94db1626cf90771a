#ifndef GRIDWRIGHT_CPANGO_SHIM_H
#define GRIDWRIGHT_CPANGO_SHIM_H
#include <pango/pangocairo.h>
#endif
