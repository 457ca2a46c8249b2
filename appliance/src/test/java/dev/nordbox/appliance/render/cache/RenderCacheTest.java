package dev.nordbox.appliance.render.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.nordbox.appliance.manifest.Manifest;
import dev.nordbox.appliance.render.RenderException;
import dev.nordbox.appliance.tree.FileTree;
import dev.nordbox.appliance.tree.TreePaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RenderCacheTest {

    private final TreeMap<String, String> files =
            new TreeMap<>(Map.of("apps/a/x.yaml", "1", "apps/b/x.yaml", "1", "base/y.yaml", "1"));
    private final RenderCache cache = new RenderCache(RenderCacheTest::readAll);

    @Test
    void sameFilesAreRenderedOnce() throws Exception {
        List<Manifest> first = cache.render(new MapTree(files, true), "apps/a");
        assertThat(cache.render(new MapTree(files, true), "apps/a")).isSameAs(first);
        assertThat(cache.renders()).isEqualTo(1);
    }

    @Test
    void changeElsewhereRendersNothing() throws Exception {
        cache.render(new MapTree(files, true), "apps/a");
        files.put("apps/b/x.yaml", "2");
        files.put("apps/c/new.yaml", "1");
        cache.render(new MapTree(files, true), "apps/a");
        assertThat(cache.renders()).isEqualTo(1);
    }

    @Test
    void changedFileRendersAgain() throws Exception {
        cache.render(new MapTree(files, true), "apps/a");
        files.put("apps/a/x.yaml", "2");
        assertThat(text(cache.render(new MapTree(files, true), "apps/a"))).contains("x.yaml=2");
    }

    @Test
    void fileThatWasReadOutsideTheDirectoryCountsToo() throws Exception {
        cache.render(new MapTree(files, true), "apps/a");
        files.put("base/y.yaml", "2");
        assertThat(text(cache.render(new MapTree(files, true), "apps/a"))).contains("y.yaml=2");
    }

    @Test
    void newAndRemovedNamesRenderAgain() throws Exception {
        cache.render(new MapTree(files, true), "apps/a");
        files.put("apps/a/z.yaml", "new");
        assertThat(text(cache.render(new MapTree(files, true), "apps/a"))).contains("z.yaml=new");
        files.remove("apps/a/z.yaml");
        assertThat(text(cache.render(new MapTree(files, true), "apps/a"))).doesNotContain("z.yaml");
        assertThat(cache.renders()).isEqualTo(3);
    }

    @Test
    void nameThatWasLookedForInVainCountsWhenItAppears() throws Exception {
        cache.render(new MapTree(files, true), "apps/a");
        files.put("apps/a/optional/here.yaml", "1");
        cache.render(new MapTree(files, true), "apps/a");
        assertThat(cache.renders()).isEqualTo(2);
    }

    @Test
    void whatNobodyAskedForIsForgotten() throws Exception {
        cache.render(new MapTree(files, true), "apps/a");
        cache.render(new MapTree(files, true), "apps/b");
        cache.forgetUnused();
        cache.render(new MapTree(files, true), "apps/a");
        cache.forgetUnused();
        cache.render(new MapTree(files, true), "apps/a");
        assertThat(cache.renders()).isEqualTo(2);
        cache.render(new MapTree(files, true), "apps/b");
        assertThat(cache.renders()).isEqualTo(3);
        cache.forgetUnused();
        cache.forgetUnused();
        assertThat(cache.isEmpty()).isTrue();
    }

    @Test
    void treeWithoutIdentitiesIsRenderedEachTime() throws Exception {
        cache.render(new MapTree(files, false), "apps/a");
        cache.render(new MapTree(files, false), "apps/a");
        assertThat(cache.renders()).isEqualTo(2);
    }

    @Test
    void oneDirectoryIsRenderedWhileAnotherIsStillBeing() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        RenderCache shared =
                new RenderCache(
                        (tree, directory) -> {
                            both.countDown();
                            try {
                                // Each waits for the other: one after the other would never end.
                                assertThat(both.await(1, TimeUnit.MINUTES)).isTrue();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                            return readAll(tree, directory);
                        });
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            Future<List<Manifest>> a =
                    threads.submit(() -> shared.render(new MapTree(files, true), "apps/a"));
            Future<List<Manifest>> b =
                    threads.submit(() -> shared.render(new MapTree(files, true), "apps/b"));

            assertThat(text(a.get())).contains("apps/a/x.yaml=1");
            assertThat(text(b.get())).contains("apps/b/x.yaml=1");
        } finally {
            threads.shutdownNow();
        }
    }

    /** Reads its directory, one file outside, and looks for a directory that may be there. */
    private static List<Manifest> readAll(FileTree tree, String directory) throws RenderException {
        try {
            StringBuilder seen = new StringBuilder();
            TreePaths.resolve(tree, "", directory);
            for (FileTree.Entry entry : tree.list(directory)) {
                if (entry.kind() == FileTree.Kind.FILE) {
                    seen.append(content(tree, directory + "/" + entry.name()));
                }
            }
            seen.append(content(tree, "base/y.yaml"));
            tree.entry(directory + "/optional");
            return SeenManifest.of(seen, directory);
        } catch (IOException e) {
            throw new RenderException(e.getMessage(), e);
        }
    }

    private static String content(FileTree tree, String file) throws IOException {
        return file + "=" + new String(tree.read(file), StandardCharsets.UTF_8) + " ";
    }

    private static String text(List<Manifest> manifests) {
        return manifests.get(0).content().toString();
    }

    /** Files of a map; the identity of a file is its content. */
    private record MapTree(TreeMap<String, String> files, boolean knowsIdentities)
            implements FileTree {

        MapTree {
            files = new TreeMap<>(files);
        }

        @Override
        public Optional<Entry> entry(String path) {
            String name = path.substring(path.lastIndexOf('/') + 1);
            if (files.containsKey(path)) {
                return Optional.of(new Entry(name, Kind.FILE, files.get(path).length()));
            }
            boolean directory = files.keySet().stream().anyMatch(f -> f.startsWith(path + "/"));
            return directory ? Optional.of(new Entry(name, Kind.DIRECTORY, 0)) : Optional.empty();
        }

        @Override
        public List<Entry> list(String directory) {
            return files.keySet().stream()
                    .filter(file -> file.startsWith(directory + "/"))
                    .map(file -> file.substring(directory.length() + 1).split("/")[0])
                    .distinct()
                    .map(name -> entry(directory + "/" + name).orElseThrow())
                    .toList();
        }

        @Override
        public byte[] read(String file) {
            return files.get(file).getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String linkTarget(String link) throws IOException {
            throw new IOException("no links here");
        }

        @Override
        public Optional<String> identity(String path) {
            return knowsIdentities ? Optional.ofNullable(files.get(path)) : Optional.empty();
        }
    }
}
