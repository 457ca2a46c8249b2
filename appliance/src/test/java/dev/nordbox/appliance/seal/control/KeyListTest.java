package dev.nordbox.appliance.seal.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.seal.SealingKey;
import dev.nordbox.appliance.seal.control.StoredKeys.StoredKey;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyListTest {
    private static final Instant MADE = Instant.parse("2026-11-29T12:00:00Z");
    private static final SealingKey FIRST = SealingKey.generate(2048, MADE, new SecureRandom());
    private static final SealingKey SECOND =
            SealingKey.generate(2048, MADE.plusSeconds(60), new SecureRandom());

    @TempDir private Path folder;
    private Path file;
    private KeyList list;

    @BeforeEach
    void aList() {
        file = folder.resolve(KeyList.FILE);
        list = new KeyList(file);
    }

    @Test
    void keysAreNamedByFingerprintAndTimeAndNothingElseIsThere() throws Exception {
        list.accept(keys(new StoredKey("sealed-secrets-keyx", MADE, FIRST)));

        assertThat(file).hasContent(FIRST.fingerprint() + " 2026-11-29T12:00:00Z\n");
        assertThat(folder).isDirectoryContaining(path -> path.equals(file));
        assertThat(folder.toFile().list()).hasSize(1);
    }

    @Test
    void theSameKeysAfterARestartAndInAnotherOrderWriteNothing() throws Exception {
        StoredKey one = new StoredKey("sealed-secrets-keyx", MADE, FIRST);
        StoredKey other = new StoredKey("sealed-secrets-keyy", MADE, SECOND);
        list.accept(keys(one, other));
        FileTime then = FileTime.from(MADE);
        Files.setLastModifiedTime(file, then);

        new KeyList(file).accept(keys(other, one));
        assertThat(Files.getLastModifiedTime(file)).isEqualTo(then);

        list.accept(keys(one));
        assertThat(Files.getLastModifiedTime(file)).isNotEqualTo(then);
    }

    @Test
    void aKeyThatNoKitSavesByItsLabelIsNotNamed() {
        list.accept(keys(new StoredKey("sealed-secrets-key", MADE, FIRST)));

        assertThat(file).doesNotExist();
    }

    @Test
    void aDirectoryThatIsNotThereStopsNothing() {
        new KeyList(folder.resolve("nowhere/" + KeyList.FILE))
                .accept(keys(new StoredKey("sealed-secrets-keyx", MADE, FIRST)));

        assertThat(folder).isEmptyDirectory();
    }

    private static StoredKeys keys(StoredKey... keys) {
        return StoredKeys.of(List.of(keys), List.of(), List.of());
    }
}
