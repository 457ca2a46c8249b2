package dev.nordbox.appliance.render.kustomize;

import dev.nordbox.appliance.render.RenderException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The conformance suites as a program: {@code ConformanceSuites FOLDER [SUITE[/CASE]]} prints a
 * count for each suite and the names of what fails, and for one case what came out.
 */
final class ConformanceSuites {
    static final String PROPERTY = "nordbox.kustomize.cases";
    static final List<String> NAMES = List.of("krusty", "builtin", "filters", "oracle");

    private final PrintStream out;
    private int failed;

    private ConformanceSuites(PrintStream out) {
        this.out = out;
    }

    /** Where the suites lie: beside the repository, unless the property says otherwise. */
    static Path folder() {
        String configured = System.getProperty(PROPERTY, "");
        if (!configured.isEmpty()) {
            return Path.of(configured);
        }
        Path module = Path.of("").toAbsolutePath();
        Path repository = Files.exists(module.resolve(".git")) ? module : module.getParent();
        return repository.resolveSibling("shared").resolve("kustomize-cases");
    }

    public static void main(String[] args) throws IOException {
        Path folder = args.length > 0 ? Path.of(args[0]) : folder();
        String only = args.length > 1 ? args[1] : "";
        ConformanceSuites suites = new ConformanceSuites(System.out);
        for (String name : NAMES) {
            suites.run(ConformanceCase.of(folder.resolve(name)), name, only);
        }
        System.exit(suites.failed == 0 ? 0 : 1);
    }

    private void run(List<ConformanceCase> cases, String name, String only) throws IOException {
        int passed = 0;
        int ran = 0;
        for (ConformanceCase each : cases) {
            String id = name + "/" + each.name();
            if (!id.startsWith(only)) {
                continue;
            }
            ran++;
            ConformanceCase.Verdict verdict = verdict(each);
            if (verdict.passed()) {
                passed++;
                continue;
            }
            failed++;
            out.println("FAIL " + id);
            if (id.equals(only)) {
                out.println("--- expected\n" + verdict.expected());
                out.println("--- actual\n" + verdict.actual());
            }
        }
        if (ran > 0) {
            out.println(name + ": " + passed + " of " + ran);
        }
    }

    private ConformanceCase.Verdict verdict(ConformanceCase each) throws IOException {
        try {
            return each.run();
        } catch (RenderException | RuntimeException e) {
            if (e instanceof RuntimeException) {
                e.printStackTrace(out);
            }
            return new ConformanceCase.Verdict(false, "", e.toString());
        }
    }
}
