package okpay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.AbstractBindHandler;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.core.type.filter.AnnotationTypeFilter;

/// What the how-to pages tell an operator to set arrives: a setting nobody reads connects nothing,
/// and says nothing.
class SettingsTest {

    private static final Pattern SETTING =
            Pattern.compile("(?m)^(OKPAY_[A-Z_]+|okpay\\.[a-z.-]+)=(\\S+)");

    @Test
    void whatTheHowTosSetArrives() throws Exception {
        var set = documented();
        assertThat(set).hasSizeGreaterThan(30);
        var sources = new MutablePropertySources();
        sources.addLast(
                new SystemEnvironmentPropertySource(
                        "systemEnvironment", Map.<String, Object>copyOf(those(set, "OKPAY_"))));
        sources.addLast(new MapPropertySource("lines", Map.copyOf(those(set, "okpay."))));
        var binder = new Binder(ConfigurationPropertySources.from(sources));
        var read = new Read();
        var prefixes = new HashSet<String>();
        for (var type : settings()) {
            var prefix = type.getAnnotation(ConfigurationProperties.class).value();
            if (set.keySet().stream().noneMatch(it -> isUnder(prefix, it))) {
                continue;
            }
            prefixes.add(prefix);
            binder.bindOrCreate(prefix, Bindable.of(type), read);
        }
        assertThat(set.keySet())
                .filteredOn(it -> prefixes.stream().anyMatch(prefix -> isUnder(prefix, it)))
                .hasSizeGreaterThan(30)
                .isSubsetOf(read.names);
    }

    private static boolean isUnder(String prefix, String name) {
        var dotted = name.toLowerCase(java.util.Locale.ROOT).replace('_', '.');
        return dotted.startsWith(prefix.replace("-", "") + ".");
    }

    /// By which names anything was bound.
    private static final class Read extends AbstractBindHandler {
        private final Set<String> names = new HashSet<>();

        Read() {
            super(BindHandler.DEFAULT);
        }

        @Override
        public Object onSuccess(
                ConfigurationPropertyName name,
                Bindable<?> target,
                BindContext context,
                Object result) {
            var property = context.getConfigurationProperty();
            if (property != null && property.getOrigin() instanceof PropertySourceOrigin origin) {
                names.add(origin.getPropertyName());
            }
            return result;
        }
    }

    private static Map<String, String> documented() throws IOException {
        var found = new HashMap<String, String>();
        try (var pages = Files.list(Path.of("docs/howto"))) {
            for (var page : pages.toList()) {
                SETTING.matcher(Files.readString(page))
                        .results()
                        .forEach(it -> found.put(it.group(1), typed(it.group(2))));
            }
        }
        return found;
    }

    /// What a shell would make of it.
    private static String typed(String value) {
        return value.contains("$(") ? "0".repeat(64) : value;
    }

    private static Map<String, String> those(Map<String, String> all, String begin) {
        var some = new HashMap<String, String>();
        all.forEach((name, value) -> {
            if (name.startsWith(begin)) {
                some.put(name, value);
            }
        });
        return some;
    }

    private static Set<Class<?>> settings() throws ClassNotFoundException {
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        var types = new HashSet<Class<?>>();
        for (var it : scanner.findCandidateComponents("okpay")) {
            types.add(Class.forName(Objects.requireNonNull(it.getBeanClassName())));
        }
        return types;
    }
}
