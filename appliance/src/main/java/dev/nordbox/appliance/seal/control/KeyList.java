package dev.nordbox.appliance.seal.control;

import dev.nordbox.appliance.seal.control.StoredKeys.StoredKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Names the keys that unseal in a file, a fingerprint and a time a line. The box watches it: a new
 * key wants a new recovery kit. That is all this process can say to root, and it is nothing secret.
 */
public final class KeyList implements Consumer<StoredKeys> {
    /** Its name in the state directory. */
    public static final String FILE = "sealing-keys";

    private static final Logger LOG = LoggerFactory.getLogger(KeyList.class);

    private final Path file;

    public KeyList(Path file) {
        this.file = file;
    }

    /** The same keys as before leave the file as it is: each writing of it costs a kit. */
    @Override
    public void accept(StoredKeys keys) {
        byte[] text = print(keys).getBytes(StandardCharsets.UTF_8);
        try {
            if (text.length > 0
                    && !(Files.exists(file) && Arrays.equals(text, Files.readAllBytes(file)))) {
                write(text);
            }
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("problem", e).log("sealing keys are not listed for the box");
        }
    }

    /** In the order of their names, so that the same keys are the same text. */
    private static String print(StoredKeys keys) {
        return keys.usable().stream()
                // Of very old installations, and without the label by which keys are saved.
                .filter(stored -> !stored.name().equals(KeySecret.PREFIX))
                .map(KeyList::line)
                .sorted()
                .collect(Collectors.joining());
    }

    private static String line(StoredKey stored) {
        return "%s %s\n"
                .formatted(stored.key().fingerprint(), stored.key().certificate().notBefore());
    }

    /** Whole or not at all. */
    private void write(byte[] text) throws IOException {
        Path next = file.resolveSibling(FILE + ".new");
        Files.write(
                next,
                text,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE,
                StandardOpenOption.SYNC);
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
