// GridLayers
