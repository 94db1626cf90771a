// The offline page's files as bytes. The Swift compiler takes 20 s over an array literal of their length, C's `#embed` none.
#include "CPage.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t markup[] = {
#embed "../GridMaps/Page/Browser/page.html"
};

static const uint8_t style[] = {
#embed "../GridMaps/Page/Browser/page.css"
};

static const uint8_t program[] = {
#embed "../GridMaps/Page/Browser/page-words.js"
,
#embed "../GridMaps/Page/Browser/page-data.js"
,
#embed "../GridMaps/Page/Browser/page-state.js"
,
#embed "../GridMaps/Page/Browser/page-tally.js"
,
#embed "../GridMaps/Page/Browser/page-view.js"
,
#embed "../GridMaps/Page/Browser/page-fills.js"
,
#embed "../GridMaps/Page/Browser/page-ground.js"
,
#embed "../GridMaps/Page/Browser/page-points.js"
,
#embed "../GridMaps/Page/Browser/page-labels.js"
,
#embed "../GridMaps/Page/Browser/page-map.js"
,
#embed "../GridMaps/Page/Browser/page-panel.js"
,
#embed "../GridMaps/Page/Browser/page-facts.js"
,
#embed "../GridMaps/Page/Browser/page-search.js"
,
#embed "../GridMaps/Page/Browser/page-table.js"
,
#embed "../GridMaps/Page/Browser/page-time.js"
,
#embed "../GridMaps/Page/Browser/page-print.js"
,
#embed "../GridMaps/Page/Browser/page-main.js"
};

gridwright_bytes gridwright_page_markup(void) { return (gridwright_bytes){markup, sizeof markup}; }
gridwright_bytes gridwright_page_style(void) { return (gridwright_bytes){style, sizeof style}; }
gridwright_bytes gridwright_page_program(void) { return (gridwright_bytes){program, sizeof program}; }
