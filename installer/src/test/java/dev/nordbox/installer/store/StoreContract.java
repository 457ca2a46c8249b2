package dev.nordbox.installer.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What every place for kits keeps to. */
public abstract class StoreContract {
    private static final String NAME = "nordbox-prod-20261129T033000Z.kit";

    /** An empty place. */
    protected abstract Store store() throws Exception;

    /** The same place once more. */
    protected abstract Store again() throws Exception;

    /** A place in a folder that is not there. */
    protected abstract Store nowhere() throws Exception;

    /** Bytes of a file, past the store. */
    protected abstract byte[] bytes(String name) throws Exception;

    /** Whether nobody but its owner can read a file, past the store. */
    protected abstract boolean isPrivate(String name) throws Exception;

    /** How much has to be written until a killed run leaves something. */
    protected int enoughToLeaveSomething() {
        return 100_000;
    }

    /** How a place in a folder that is not there is told. */
    protected String nothingThere() {
        return "there is no such directory";
    }

    @Test
    protected void aFileIsThereOnceItIsKept() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);
        try (Store store = store();
                Incoming file = store.receive(NAME)) {
            try (OutputStream out = file.stream()) {
                out.write(content, 0, 1_000_001);
                assertThat(store.list()).isEmpty();
                out.write(content, 1_000_001, content.length - 1_000_001);
            }
            assertThat(store.list()).isEmpty();

            file.keep();

            assertThat(store.list()).containsExactly(new StoredFile(NAME, content.length));
        }
        assertThat(bytes(NAME)).isEqualTo(content);
        assertThat(isPrivate(NAME)).isTrue();
    }

    @Test
    protected void whatWasKeptIsReadAsItWasWritten() throws Exception {
        byte[] content = new byte[20_000_003]; // more than any store sends at once
        new Random(3).nextBytes(content);
        try (Store store = store()) {
            put(store, NAME, content);
            put(store, "empty", new byte[0]);

            assertThat(read(store, NAME)).isEqualTo(content);
            assertThat(read(store, "empty")).isEmpty();
        }
        try (Store later = again()) {
            assertThat(read(later, NAME)).isEqualTo(content);
        }
    }

    @Test
    protected void whatIsGoneByTheTimeItIsReadIsToldByItsName() throws Exception {
        try (Store store = store()) {
            put(store, NAME, new byte[] {1, 2, 3});
            StoredFile listed = store.list().get(0);
            store.delete(NAME);

            assertThatThrownBy(
                            () -> {
                                try (InputStream in = store.read(listed)) {
                                    in.readAllBytes();
                                }
                            })
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(NAME);
        }
    }

    @Test
    protected void whatIsNotKeptGoes() throws Exception {
        try (Store store = store()) {
            try (Incoming file = store.receive(NAME)) {
                file.stream().write(new byte[100_000]);
            }
            assertThat(store.list()).isEmpty();
            assertThatThrownBy(() -> bytes(NAME + ".part")).isNotNull();
        }
    }

    @Test
    protected void whatAKilledRunHasLeftIsInNobodysWay() throws Exception {
        try (Store killed = store()) {
            killed.receive(NAME).stream().write(new byte[100_000]);
            try (Store store = again()) {
                assertThat(store.list()).isEmpty();
                put(store, NAME, new byte[] {1, 2, 3});
                assertThat(store.list()).containsExactly(new StoredFile(NAME, 3));
            }
        }
        assertThat(bytes(NAME)).containsExactly(1, 2, 3);
    }

    @Test
    protected void whatAKilledRunHasLeftIsKnownAndCanGo() throws Exception {
        try (Store killed = store()) {
            killed.receive(NAME).stream().write(new byte[enoughToLeaveSomething()]);
            try (Store store = again()) {
                put(store, "whole", new byte[] {1});
                assertThat(store.unfinished()).containsExactly(NAME);

                store.discard(NAME);

                assertThat(store.unfinished()).isEmpty();
                assertThat(store.list()).containsExactly(new StoredFile("whole", 1));
            }
        }
    }

    @Test
    protected void oneOfManyIsDeleted() throws Exception {
        try (Store store = store()) {
            for (int i = 0; i < 150; i++) {
                put(store, "file-" + i, new byte[i]);
            }
            store.delete("file-7");

            assertThat(store.list())
                    .hasSize(149)
                    .contains(new StoredFile("file-149", 149))
                    .doesNotContain(new StoredFile("file-7", 7));
        }
    }

    @Test
    protected void aFolderThatIsNotThereIsTold() throws Exception {
        try (Store store = nowhere()) {
            assertThatThrownBy(store::list)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(nothingThere());
            assertThatThrownBy(() -> store.receive(NAME))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining(nothingThere());
        }
    }

    private static byte[] read(Store store, String name) throws IOException {
        StoredFile file =
                store.list().stream()
                        .filter(each -> each.name().equals(name))
                        .findFirst()
                        .orElseThrow();
        try (InputStream in = store.read(file)) {
            return in.readAllBytes();
        }
    }

    private static void put(Store store, String name, byte[] content) throws IOException {
        try (Incoming file = store.receive(name)) {
            try (OutputStream out = file.stream()) {
                out.write(content);
            }
            file.keep();
        }
    }
}
