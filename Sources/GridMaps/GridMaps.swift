// GridMaps
