package dev.nordbox.appliance.render.kustomize.filter;

/** The parts of an image's name: {@code registry:5000/name:tag@digest}. */
record ImageName(String name, String tag, String digest) {

    /** What stands before the first slash may hold a port and is never searched. */
    static ImageName parse(String text) {
        int slash = Math.max(text.indexOf('/'), 0);
        int at = text.indexOf('@', slash);
        int colon = text.indexOf(':', slash);
        if (at < 0 && colon < 0) {
            return new ImageName(text, "", "");
        }
        if (at >= 0 && (colon < 0 || at < colon)) {
            return new ImageName(text.substring(0, at), "", text.substring(at + 1));
        }
        return at < 0
                ? new ImageName(text.substring(0, colon), text.substring(colon + 1), "")
                : new ImageName(
                        text.substring(0, colon),
                        text.substring(colon + 1, at),
                        text.substring(at + 1));
    }

    @Override
    public String toString() {
        return name + (tag.isEmpty() ? "" : ":" + tag) + (digest.isEmpty() ? "" : "@" + digest);
    }
}
