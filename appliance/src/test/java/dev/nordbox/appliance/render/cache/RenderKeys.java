package dev.nordbox.appliance.render.cache;

/** Keys for tests of stores. */
public final class RenderKeys {
    private RenderKeys() {}

    public static RenderKey any() {
        return RenderKey.of("program", "options", "apps/web", "tree");
    }
}
