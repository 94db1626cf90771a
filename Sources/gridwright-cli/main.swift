print("gridwright")
