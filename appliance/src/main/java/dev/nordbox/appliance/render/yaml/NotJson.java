package dev.nordbox.appliance.render.yaml;

/** Sound YAML that JSON cannot hold: a key that is no text, an infinite number. */
public final class NotJson extends YamlException {
    private static final long serialVersionUID = 1L;

    NotJson(String message) {
        super(message);
    }
}
