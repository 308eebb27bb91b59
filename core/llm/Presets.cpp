#include "core/llm/Presets.h"

namespace metaspo {

namespace {

constexpr auto maxTokens = "max_tokens";
constexpr auto maxCompletionTokens = "max_completion_tokens";

ProviderPreset preset(const char* name, const char* title, const char* baseUrl, const char* keyVariable,
                      const char* note, const char* outputLimitField = maxTokens)
{
    ProviderPreset result;
    result.name = QString::fromLatin1(name);
    result.title = QString::fromLatin1(title);
    result.keyVariable = QString::fromLatin1(keyVariable);
    result.outputLimitField = QString::fromLatin1(outputLimitField);
    result.keyHeader = QStringLiteral("Authorization");
    result.note = QString::fromLatin1(note);
    result.filledIn.preset = result.name;
    result.filledIn.baseUrl = QString::fromLatin1(baseUrl);
    if (!result.keyVariable.isEmpty())
        result.filledIn.keySource = QStringLiteral("env:") + result.keyVariable;
    return result;
}

ProviderPreset localServer(const char* name, const char* title, const char* baseUrl, int startWidth,
                           const char* note)
{
    ProviderPreset result = preset(name, title, baseUrl, "", note);
    result.startWidth = startWidth;
    return result;
}

QList<ProviderPreset> hosted()
{
    ProviderPreset azure =
        preset("azure", "Azure OpenAI", "https://RESOURCE.openai.azure.com/openai/v1", "AZURE_OPENAI_API_KEY",
               "Replace RESOURCE; the model is the name of the deployment.", maxCompletionTokens);
    azure.keyHeader = QStringLiteral("api-key");
    ProviderPreset openRouter =
        preset("openrouter", "OpenRouter", "https://openrouter.ai/api/v1", "OPENROUTER_API_KEY",
               "Parameters a provider does not take are refused, not dropped silently.");
    openRouter.filledIn.parameters.insert(QStringLiteral("provider"),
                                          QStringLiteral("{\"require_parameters\":true}"));
    ProviderPreset groq =
        preset("groq", "Groq", "https://api.groq.com/openai/v1", "GROQ_API_KEY",
               "Its request limit counts per day, its token limit per minute.", maxCompletionTokens);
    groq.dailyRequests = true;
    ProviderPreset anthropic =
        preset("anthropic", "Anthropic", "https://api.anthropic.com/v1", "ANTHROPIC_API_KEY",
               "Newer models take no temperature; that is learned with the first call.");
    anthropic.keyHeader = QStringLiteral("x-api-key");
    anthropic.filledIn.wire = WireFormat::AnthropicMessages;
    anthropic.filledIn.headers.insert(QStringLiteral("anthropic-version"), QStringLiteral("2023-06-01"));

    return {preset("openai", "OpenAI", "https://api.openai.com/v1", "OPENAI_API_KEY",
                   "Reasoning models take no temperature; that is learned with the first call.",
                   maxCompletionTokens),
            anthropic,
            preset("gemini", "Google Gemini", "https://generativelanguage.googleapis.com/v1beta/openai",
                   "GEMINI_API_KEY", "Through Google's OpenAI-compatible address."),
            azure,
            openRouter,
            preset("mistral", "Mistral", "https://api.mistral.ai/v1", "MISTRAL_API_KEY", ""),
            groq,
            preset("deepseek", "DeepSeek", "https://api.deepseek.com/v1", "DEEPSEEK_API_KEY", ""),
            preset("together", "Together", "https://api.together.xyz/v1", "TOGETHER_API_KEY", "")};
}

QList<ProviderPreset> local()
{
    ProviderPreset llamaServer =
        localServer("llama-server", "llama.cpp server", "http://127.0.0.1:8080/v1", 4,
                    "As many calls at a time as the server has slots (its option -np).");
    llamaServer.countsSlots = true;
    return {localServer("ollama", "Ollama", "http://127.0.0.1:11434/v1", 2,
                        "Long prompts are cut silently at the context length set in Ollama; raise it there. "
                        "OLLAMA_NUM_PARALLEL sets how many calls run at a time."),
            llamaServer,
            localServer("lm-studio", "LM Studio", "http://127.0.0.1:1234/v1", 4,
                        "The first call may load the model."),
            localServer("vllm", "vLLM", "http://127.0.0.1:8000/v1", 16, ""),
            localServer("sglang", "SGLang", "http://127.0.0.1:30000/v1", 16, ""),
            preset("litellm", "LiteLLM proxy", "http://127.0.0.1:4000/v1", "LITELLM_API_KEY",
                   "Set its own retries to 0: they would multiply with ours.")};
}

} // namespace

QList<ProviderPreset> providerPresets()
{
    QList<ProviderPreset> presets = hosted() + local();
    presets << preset("custom", "Other server", "", "", "Any server that speaks one of the two formats.");
    return presets;
}

ProviderPreset providerPreset(const QString& name)
{
    static const QList<ProviderPreset> presets = providerPresets();
    const QString wanted = name == QLatin1String("local") ? QStringLiteral("llama-server") : name;
    for (const ProviderPreset& entry : presets)
        if (entry.name == wanted)
            return entry;
    return presets.last();
}

} // namespace metaspo
