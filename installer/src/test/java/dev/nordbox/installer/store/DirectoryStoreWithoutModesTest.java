package dev.nordbox.installer.store;

import dev.nordbox.installer.file.WithoutModes;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** A directory of Windows: it keeps what a Linux one keeps, and its home is what is private. */
class DirectoryStoreWithoutModesTest extends StoreContract {
    @TempDir private Path folder;

    @Override
    protected Store store() {
        return new DirectoryStore(WithoutModes.at(folder));
    }

    @Override
    protected Store again() {
        return store();
    }

    @Override
    protected Store nowhere() {
        return new DirectoryStore(WithoutModes.at(folder).resolve("nowhere"));
    }

    @Override
    protected byte[] bytes(String name) throws Exception {
        return Files.readAllBytes(folder.resolve(name));
    }

    @Override
    protected boolean isPrivate(String name) {
        return true;
    }
}
