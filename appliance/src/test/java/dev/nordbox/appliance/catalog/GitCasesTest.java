package dev.nordbox.appliance.catalog;

import static dev.nordbox.appliance.catalog.ShopRepository.application;
import static dev.nordbox.appliance.catalog.ShopRepository.configMap;
import static dev.nordbox.appliance.catalog.ShopRepository.followed;
import static dev.nordbox.appliance.catalog.ShopRepository.names;
import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.git.GitAccess;
import dev.nordbox.appliance.git.GitUrl;
import dev.nordbox.appliance.git.OneRevision;
import dev.nordbox.appliance.git.TestRepository;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Content of real repositories that lies elsewhere: Git LFS and submodules. */
class GitCasesTest {
    private static final String LFS_POINTER =
            "version https://git-lfs.github.com/spec/v1\noid sha256:"
                    + "4d".repeat(32)
                    + "\nsize 48213377\n";

    @TempDir Path directory;

    @Test
    void contentElsewhereDoesNoHarmFarFromEveryApplication() throws Exception {
        try (TestRepository remote = new TestRepository(directory.resolve("remote.git"))) {
            remote.write("models/embeddings.json", LFS_POINTER)
                    .write("models/.gitattributes", "*.json filter=lfs\n")
                    .write("models/kustomization.yaml", LFS_POINTER)
                    .submodule("vendor/charts", "c0ffee".repeat(7).substring(0, 40))
                    .write("argocd/web.yaml", application("web", "apps/web"))
                    .write("apps/web/cm.yaml", configMap("motd"))
                    .commit();

            RootManifests root = read(remote, "");

            assertThat(root.problems()).isEmpty();
            assertThat(names(root)).containsExactly("web");
        }
    }

    @Test
    void contentElsewhereInWhatIsRenderedIsAProblem() throws Exception {
        try (TestRepository remote = new TestRepository(directory.resolve("remote.git"))) {
            remote.write("apps/web/big.yaml", LFS_POINTER)
                    .write("apps/web/cm.yaml", configMap("motd"))
                    .commit();

            RootManifests root = read(remote, "apps/web");

            assertThat(root.manifests()).isEmpty();
            assertThat(root.problems())
                    .singleElement()
                    .asString()
                    .contains("apps/web/big.yaml")
                    .contains("Git LFS");
        }
    }

    private RootManifests read(TestRepository remote, String path) throws Exception {
        GitAccess access = GitAccess.open(GitUrl.parse(remote.url()));
        try (OneRevision source = OneRevision.open(access, "HEAD", directory.resolve("mirror"))) {
            return new RootReading().read(followed(), source.tree(source.fetch()), path, false);
        }
    }
}
