package dev.nordbox.installer.host;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Shell scripts that lie beside the class that runs them. */
public final class Script {
    private Script() {}

    /** The same behind {@code update} and {@code install}, which fetch the lists and packages. */
    public static String withPackages(Class<?> type, String name) {
        return beside(Script.class, "packages.sh") + beside(type, name);
    }

    /**
     * The same behind {@code keeper_of} and {@code as}, for what root does in others' directories.
     */
    public static String withKeeper(Class<?> type, String name) {
        return beside(Script.class, "keeper.sh") + beside(type, name);
    }

    /** The text of a script in a class's package. */
    public static String beside(Class<?> type, String name) {
        try (InputStream in = type.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not beside " + type.getName());
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
