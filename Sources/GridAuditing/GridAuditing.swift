// GridAuditing
