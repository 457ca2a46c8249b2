package dev.nordbox.installer.profile;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A profile as it holds for one box: with its country's overlay and the user's own words.
 *
 * @param name {@code nordic}
 * @param country {@code NO}
 * @param controls by id
 * @param manifests names of its admission policies' templates, {@code images.yaml}
 */
public record Profile(
        String name,
        Optional<String> country,
        String version,
        String title,
        Parameters parameters,
        List<Control> controls,
        List<Waiver> waivers,
        List<String> manifests) {

    public Profile {
        controls = List.copyOf(controls);
        waivers = List.copyOf(waivers);
        manifests = List.copyOf(manifests);
    }

    /** As {@code --profile} takes it: {@code nordic/no}. */
    public String id() {
        return name + country.map(code -> "/" + code.toLowerCase(Locale.ROOT)).orElse("");
    }

    public Optional<Control> control(String id) {
        return controls.stream().filter(control -> control.id().equals(id)).findFirst();
    }

    public Optional<Waiver> waiver(String control) {
        return waivers.stream().filter(waiver -> waiver.control().equals(control)).findFirst();
    }
}
