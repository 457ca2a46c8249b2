package dev.nordbox.templates;

import freemarker.cache.ClassTemplateLoader;
import freemarker.cache.MultiTemplateLoader;
import freemarker.cache.StringTemplateLoader;
import freemarker.cache.TemplateLoader;
import freemarker.core.InvalidReferenceException;
import freemarker.core.JSONCFormat;
import freemarker.core.ParseException;
import freemarker.core.TemplateClassResolver;
import freemarker.template.Configuration;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateNotFoundException;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TimeZone;
import java.util.TreeSet;

/**
 * Renders templates to text. A template's path is its target's path with {@code .ftl} behind; its
 * model is a record.
 *
 * <p>Values are printed with {@code ${value?c}}, which gives a quoted and escaped JSON scalar and
 * so a YAML one. Only YAML and JSON may hold it; where a file wants a bare word, the model's
 * factory has checked the word. Thread-safe.
 */
public final class Templates {
    private final Configuration configuration;
    private final Class<?> beside;
    private final SortedSet<String> bundled;
    private final Optional<UserTemplates> users;

    private Templates(
            Class<?> beside,
            String root,
            SortedSet<String> bundled,
            Optional<UserTemplates> users) {
        this.beside = beside;
        this.bundled = bundled;
        this.users = users;
        this.configuration = strictConfiguration();
        List<TemplateLoader> loaders = new ArrayList<>();
        users.map(Templates::loader).ifPresent(loaders::add);
        loaders.add(new ClassTemplateLoader(beside.getClassLoader(), "/" + root));
        configuration.setTemplateLoader(
                new MultiTemplateLoader(loaders.toArray(TemplateLoader[]::new)));
    }

    /** The templates that came with the program. */
    public static Templates bundled() {
        return beside(Templates.class);
    }

    /** Templates found beside a class; for tests that bring their own. */
    static Templates beside(Class<?> type) {
        return new Templates(
                type, BundledTemplates.ROOT, BundledTemplates.paths(type), Optional.empty());
    }

    /** The manifests of a profile, by their names. */
    public static Templates ofProfile(String name) {
        return new Templates(
                Templates.class,
                "nordbox/profiles/" + name + "/manifests/",
                new TreeSet<>(),
                Optional.empty());
    }

    /**
     * These templates, each replaced by the file of the same path in a directory, if there is one.
     *
     * @throws TemplateFailed with every file that overrides nothing or cannot be parsed
     */
    public Templates overriddenBy(Path directory) {
        UserTemplates own = new UserTemplates(directory, bundled);
        Templates templates =
                new Templates(beside, BundledTemplates.ROOT, bundled, Optional.of(own));
        List<TemplateProblem> problems = new ArrayList<>(own.problems());
        for (String path : own.sources().keySet()) {
            try {
                if (path.endsWith(BundledTemplates.SUFFIX)) {
                    templates.parse(path);
                }
            } catch (TemplateFailed e) {
                problems.addAll(e.problems());
            }
        }
        if (!problems.isEmpty()) {
            throw new TemplateFailed(problems, true);
        }
        return templates;
    }

    /** Paths that {@link #render} takes, sorted. */
    public List<String> paths() {
        return bundled.stream().map(Templates::withoutSuffix).toList();
    }

    /**
     * @param path with the root folder and without {@code .ftl}: {@code
     *     host/etc/rancher/k3s/config.yaml}
     * @throws TemplateFailed when there is no such template, or it names something that its model
     *     does not have
     */
    public RenderedFile render(String path, Record model) {
        String name = path + BundledTemplates.SUFFIX;
        StringWriter text = new StringWriter();
        try {
            parse(name).process(model, text);
        } catch (TemplateException e) {
            throw failed(name, e.getLineNumber(), e.getColumnNumber(), reason(e), remedy(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new RenderedFile(path, text.toString());
    }

    /**
     * What the user adds, sorted: {@code host/etc/cron.d/backup}.
     *
     * @param root {@code host} or {@code cluster}
     */
    public List<String> added(String root) {
        String start = UserTemplates.ADDED + root + "/";
        return users.map(own -> own.sources().keySet()).orElse(Set.of()).stream()
                .filter(path -> path.startsWith(start))
                .map(path -> path.substring(UserTemplates.ADDED.length()))
                .map(Templates::withoutSuffix)
                .sorted()
                .toList();
    }

    /**
     * One of {@link #added}: rendered where the file ends in {@code .ftl}, otherwise as it is.
     *
     * @throws TemplateFailed when it names something that its model does not have
     */
    public RenderedFile renderAdded(String path, Record model) {
        String source = users.orElseThrow().sources().get(UserTemplates.ADDED + path);
        String text = source == null ? render(UserTemplates.ADDED + path, model).text() : source;
        return new RenderedFile(path, text);
    }

    /** The failure of one of {@link #added} that cannot be what it wants to become. */
    public TemplateFailed refused(String path, String what, String remedy) {
        UserTemplates own = users.orElseThrow();
        String plain = UserTemplates.ADDED + path;
        String name = own.sources().containsKey(plain) ? plain : plain + BundledTemplates.SUFFIX;
        return new TemplateFailed(
                List.of(new TemplateProblem(own.file(name).toString(), what, remedy)), true);
    }

    private static String withoutSuffix(String path) {
        return path.endsWith(BundledTemplates.SUFFIX)
                ? path.substring(0, path.length() - BundledTemplates.SUFFIX.length())
                : path;
    }

    /**
     * The failure of a template that renders, but to lines that its reader cannot use.
     *
     * @param path as {@link #render} takes it
     */
    public TemplateFailed unusable(String path, List<String> lines, String what, String remedy) {
        String name = path + BundledTemplates.SUFFIX;
        boolean own = users.isPresent() && users.get().sources().containsKey(name);
        String file = own ? users.get().file(name).toString() : name;
        List<String> source =
                own
                        ? users.get().sources().get(name).lines().map(String::strip).toList()
                        : List.of();
        return new TemplateFailed(
                lines.stream()
                        .map(
                                line -> {
                                    int at = source.indexOf(line) + 1; // 0: it was composed
                                    return new TemplateProblem(
                                            at == 0 ? file : file + ":" + at,
                                            "`" + line + "` " + what,
                                            remedy);
                                })
                        .toList(),
                own);
    }

    private Template parse(String name) {
        try {
            return configuration.getTemplate(name);
        } catch (TemplateNotFoundException e) {
            throw new TemplateFailed(
                    List.of(
                            new TemplateProblem(
                                    name,
                                    "there is no such template",
                                    DidYouMean.orElse(name, bundled, ""))),
                    false);
        } catch (ParseException e) {
            throw failed(
                    name,
                    e.getLineNumber(),
                    e.getColumnNumber(),
                    firstLine(e.getEditorMessage()),
                    "mend the template's syntax");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TemplateFailed failed(
            String name, Integer line, Integer column, String what, String remedy) {
        boolean own = users.isPresent() && users.get().sources().containsKey(name);
        String file = own ? users.get().file(name).toString() : name;
        String where = line == null ? file : file + ":" + line + ":" + column;
        return new TemplateFailed(List.of(new TemplateProblem(where, what, remedy)), own);
    }

    private static String reason(TemplateException e) {
        return e instanceof InvalidReferenceException
                ? "`" + e.getBlamedExpressionString() + "` has no value"
                : firstLine(e.getMessageWithoutStackTop());
    }

    private static String remedy(TemplateException e) {
        if (e instanceof RecordModel.UnknownComponent unknown) {
            return unknown.remedy();
        }
        return e instanceof InvalidReferenceException
                ? "ask first whether it is there: <#if x??>"
                : "mend the template";
    }

    private static String firstLine(String message) {
        return message == null ? "cannot be used" : message.strip().lines().findFirst().orElse("");
    }

    private static TemplateLoader loader(UserTemplates own) {
        StringTemplateLoader loader = new StringTemplateLoader();
        own.sources().forEach(loader::putTemplate);
        return loader;
    }

    private static Configuration strictConfiguration() {
        Configuration strict = new Configuration(Configuration.VERSION_2_3_35);
        strict.setDefaultEncoding("UTF-8");
        strict.setLocale(Locale.ROOT);
        strict.setTimeZone(TimeZone.getTimeZone("UTC"));
        strict.setLocalizedLookup(false);
        strict.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
        strict.setLogTemplateExceptions(false);
        strict.setWrapUncheckedExceptions(true);
        strict.setFallbackOnNullLoopVariable(false);
        strict.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
        strict.setCFormat(JSONCFormat.INSTANCE);
        // Numbers and booleans written without ?c still come out as a computer reads them.
        strict.setNumberFormat("c");
        strict.setBooleanFormat("c");
        strict.setObjectWrapper(new ModelWrapper());
        return strict;
    }
}
