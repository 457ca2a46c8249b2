package dev.nordbox.installer.store;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class DirectoryStoreTest extends StoreContract {
    @TempDir private Path folder;

    @Override
    protected Store store() {
        return new DirectoryStore(folder);
    }

    @Override
    protected Store again() {
        return store();
    }

    @Override
    protected Store nowhere() {
        return new DirectoryStore(folder.resolve("nowhere"));
    }

    @Override
    protected byte[] bytes(String name) throws Exception {
        return Files.readAllBytes(folder.resolve(name));
    }

    @Override
    protected boolean isPrivate(String name) throws Exception {
        int mode = (Integer) Files.getAttribute(folder.resolve(name), "unix:mode");
        return (mode & 0777) == 0600;
    }
}
