package okpay.web.api;

import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.deser.std.StdScalarDeserializer;
import tools.jackson.databind.module.SimpleModule;

/// What no door takes: texts with a NUL, which no database holds, and numbers for names.
@Configuration
class JsonRules {

    @Bean
    JsonMapperBuilderCustomizer strict() {
        return mapper ->
                mapper.enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                        .addModule(
                                new SimpleModule("okpay")
                                        .addDeserializer(String.class, new WithoutNul()));
    }

    private static final class WithoutNul extends StdScalarDeserializer<String> {

        private WithoutNul() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser json, DeserializationContext context) {
            var text = json.getValueAsString();
            if (text == null || !json.currentToken().isScalarValue()) {
                return (String) context.handleUnexpectedToken(String.class, json);
            }
            return text.indexOf(0) < 0
                    ? text
                    : (String)
                            context.handleWeirdStringValue(
                                    String.class, "…", "a text without a NUL");
        }
    }
}
