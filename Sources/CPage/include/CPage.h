#ifndef GRIDWRIGHT_CPAGE_H
#define GRIDWRIGHT_CPAGE_H
#include <stddef.h>
#include <stdint.h>

/// Bytes that last as long as the program.
typedef struct {
  const uint8_t *_Nonnull start;
  size_t count;
} gridwright_bytes;

/// The markup of the offline page, its style, and its program, whose files come each after those they build on.
gridwright_bytes gridwright_page_markup(void);
gridwright_bytes gridwright_page_style(void);
gridwright_bytes gridwright_page_program(void);

#endif
