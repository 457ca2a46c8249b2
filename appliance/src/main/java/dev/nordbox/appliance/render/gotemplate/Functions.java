package dev.nordbox.appliance.render.gotemplate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A table of functions: which names a template may call, and which are refused and why. */
public final class Functions {
    private static final Functions BUILTIN = new Functions(new Table().builtin());
    private static final Functions SPRIG = new Functions(new Table().builtin().sprig());
    private static final Functions EXTERNAL_SECRETS =
            new Functions(new Table().builtin().sprig().externalSecrets());

    private final Table table;
    private final Optional<TemplateWorld> world;

    private Functions(Table table) {
        this(table, Optional.empty());
    }

    private Functions(Table table, Optional<TemplateWorld> world) {
        this.table = table;
        this.world = world;
    }

    /** What {@code text/template} has by itself. */
    public static Functions builtin() {
        return BUILTIN;
    }

    /**
     * With Sprig 3.3.0's generic functions, except those that look at the environment ({@code env},
     * {@code expandenv}, {@code getHostByName}), which are not defined at all, as in Sealed Secrets
     * and Helm. Those that depend on time or chance are refused without a {@link TemplateWorld}.
     */
    public static Functions genericSprig() {
        return SPRIG;
    }

    /** As {@link #genericSprig()}; what External Secrets adds to that is refused by name. */
    public static Functions externalSecrets() {
        return EXTERNAL_SECRETS;
    }

    /** The same functions, with those that depend on time and chance. */
    public Functions in(TemplateWorld world) {
        return new Functions(table, Optional.of(world));
    }

    boolean defines(String name) {
        return table.functions.containsKey(name) || table.refused.containsKey(name);
    }

    /** Why this function is not to be had here; empty for one that is. */
    Optional<String> refusal(String name) {
        if (world.isEmpty() && table.worldly.contains(name)) {
            return Optional.of("its result is another one each time");
        }
        return Optional.ofNullable(table.refused.get(name));
    }

    Optional<Function> find(String name) {
        return Optional.ofNullable(table.functions.get(name));
    }

    Scope scope(Meter meter) {
        return new Scope(meter, world);
    }

    /** Functions being put together; later ones replace earlier ones of the same name. */
    static final class Table {
        private final Map<String, Function> functions = new LinkedHashMap<>();
        private final Map<String, String> refused = new TreeMap<>();
        private final Set<String> worldly = new TreeSet<>();

        private Table builtin() {
            Builtins.addTo(this);
            return this;
        }

        private Table sprig() {
            SprigStrings.addTo(this);
            SprigWords.addTo(this);
            SprigLists.addTo(this);
            SprigDicts.addTo(this);
            SprigDefaults.addTo(this);
            SprigMath.addTo(this);
            SprigDecimals.addTo(this);
            SprigTypes.addTo(this);
            SprigEncoding.addTo(this);
            SprigDigests.addTo(this);
            SprigDates.addTo(this);
            SprigRegex.addTo(this);
            SprigSemver.addTo(this);
            SprigPaths.addTo(this);
            SprigUrls.addTo(this);
            SprigRandom.addTo(this);
            SprigRefused.addTo(this);
            return this;
        }

        private Table externalSecrets() {
            ExternalSecretsRefused.addTo(this);
            return this;
        }

        Table add(String name, String signature, Function.Body body) {
            functions.put(name, Function.of(name, signature, body));
            return this;
        }

        /** The same function under its name and with {@code must} before it. */
        Table addBoth(String name, String signature, Function.Body body) {
            String must = "must" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
            return add(name, signature, body).add(must, signature, body);
        }

        /** One that needs a {@link TemplateWorld}. */
        Table addWorldly(String name, String signature, Function.Body body) {
            worldly.add(name);
            return add(name, signature, body);
        }

        Table refuse(String name, String reason) {
            refused.put(name, reason);
            return this;
        }
    }
}
