package dev.nordbox.appliance.argo;

import java.util.List;

/**
 * What came of reading a source by itself.
 *
 * @param problems all of them; with a fatal one it must not be rendered
 */
public record SourceReading(Source source, List<SpecProblem> problems) {
    public SourceReading {
        problems = List.copyOf(problems);
    }
}
