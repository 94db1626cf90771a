/// The door to every file with layers.
public enum Layers {
}
