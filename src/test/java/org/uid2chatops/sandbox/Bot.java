package org.uid2chatops.sandbox;

import java.util.Map;
import java.util.function.Consumer;

import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;

import org.uid2chatops.ChatopsApplication;
import org.uid2chatops.time.Pace;

/** The bot in the world's JVM, living by the world's clock. */
final class Bot {

    private Bot() {
    }

    /** Starts it; closing the context stops it. */
    static ConfigurableApplicationContext start(World world, Map<String, Object> further, Consumer<GenericApplicationContext> watched) {
        var properties = BotProperties.oneJvm(world);
        properties.putAll(further);
        return new SpringApplicationBuilder(ChatopsApplication.class).initializers(context -> {
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("sandbox", properties));
            var beans = (GenericApplicationContext) context;
            beans.registerBean(java.time.Clock.class, world::clock);
            watched.accept(beans);
            beans.registerBean(Pace.class, () -> new Pace(world.clock().speed()));
        }).run();
    }
}
