// GridPartitioning
