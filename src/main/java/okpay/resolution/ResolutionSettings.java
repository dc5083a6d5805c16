package okpay.resolution;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How long we wait for a customer.
///
/// @param remindAfter who was asked something and has not answered is reminded after this
/// @param solveAfter and the case is taken for solved after this, from when it was asked
/// @param closeAfter what is solved is over after this: what is asked elsewhere then begins a case
///   of its own; a word in the old one opens it again
@ConfigurationProperties("okpay.resolution")
record ResolutionSettings(
        @DefaultValue("P3D") Duration remindAfter,
        @DefaultValue("P7D") Duration solveAfter,
        @DefaultValue("P14D") Duration closeAfter) {}
