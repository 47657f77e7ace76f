"""SMS and WhatsApp through Twilio: a webhook that Twilio calls, and its API that sends."""
