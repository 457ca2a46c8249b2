package dev.nordbox.templates;

/**
 * A rendered template.
 *
 * @param path as asked for, with the root folder: {@code host/etc/rancher/k3s/config.yaml}
 */
public record RenderedFile(String path, String text) {

    /** The path without its root folder, absolute: {@code /etc/rancher/k3s/config.yaml}. */
    public String target() {
        return path.substring(path.indexOf('/'));
    }
}
