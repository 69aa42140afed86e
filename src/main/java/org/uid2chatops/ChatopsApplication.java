package org.uid2chatops;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The bot's process: Slack on one side, Azure and Kubernetes on the other. */
@SpringBootApplication
public class ChatopsApplication {

    public static void main(String[] args) {
        SpringApplication.run(ChatopsApplication.class, args);
    }
}
