package dev.nordbox.appliance.git;

import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.FileTreeContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

class GitTreeContractTest extends FileTreeContract {

    @TempDir Path directory;
    private final List<TestRepository> repositories = new ArrayList<>();

    @Override
    protected FileTree treeWith(Map<String, byte[]> files, Map<String, String> links)
            throws Exception {
        TestRepository repository =
                new TestRepository(Files.createTempDirectory(directory, "repo").resolve("git"));
        repositories.add(repository);
        files.forEach(repository::write);
        links.forEach(repository::link);
        String commit = repository.commit();
        return new GitTree(
                repository.repository(),
                repository.repository().resolve(commit + "^{tree}"),
                () -> {});
    }

    @AfterEach
    void closeRepositories() {
        repositories.forEach(TestRepository::close);
    }
}
