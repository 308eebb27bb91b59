#include "core/store/json/RunSettingsJson.h"

#include "core/store/json/JsonFields.h"

namespace metaspo {

namespace {

/// Lists every field once, for both directions.
template <typename Fields, typename Settings>
void exchangeSettings(Fields& fields, Settings& settings)
{
    fields.named("method", settings.method);
    fields.named("scope", settings.scope);
    fields.named("preset", settings.preset);
    fields.field("initial_system_prompt", settings.initialSystemPrompt);
    fields.field("sources", settings.sources);
    fields.field("iterations", settings.iterations);
    fields.field("user_candidates", settings.userCandidates);
    fields.field("kept", settings.kept);
    fields.field("system_candidates", settings.systemCandidates);
    fields.field("user_failures", settings.userFailures);
    fields.field("system_failures", settings.systemFailures);
    fields.field("train", settings.train);
    fields.field("validation", settings.validation);
    fields.field("test", settings.test);
    fields.field("seed", settings.seed);
    fields.named("inner_operator", settings.innerOperator);
    fields.named("outer_operator", settings.outerOperator);
    fields.named("roles", settings.roles);
    fields.named("pruning", settings.pruning);
    fields.named("final_test", settings.finalTest);
    fields.named("proposal_form", settings.proposalForm);
    fields.field("proposal_attempts", settings.proposalAttempts);
    fields.field("longest_prompt_characters", settings.longestPromptCharacters);
    fields.field("longest_failure_characters", settings.longestFailureCharacters);
    fields.field("protected_passages", settings.protectedPassages);
    fields.field("base_temperature", settings.baseTemperature);
    fields.field("optimizer_temperature", settings.optimizerTemperature);
    fields.field("base_output_tokens", settings.baseOutputTokens);
    fields.field("optimizer_output_tokens", settings.optimizerOutputTokens);
}

} // namespace

QByteArray toJson(const RunSettings& settings)
{
    JsonWriting fields;
    exchangeSettings(fields, settings);
    return fields.json();
}

RunSettings runSettingsFromJson(const QByteArray& json)
{
    RunSettings settings;
    JsonReading fields(json);
    exchangeSettings(fields, settings);
    return settings;
}

} // namespace metaspo
