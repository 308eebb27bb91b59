#pragma once

#include "core/domain/Connection.h"

#include <QList>

namespace metaspo {

/// What is known beforehand about a provider or a local server. Everything can be overridden in the
/// connection.
struct ProviderPreset
{
    QString name;  ///< "openai"
    QString title; ///< "OpenAI"
    Connection filledIn;
    QString keyVariable;        ///< usual environment variable; empty: none needed
    QString outputLimitField;   ///< "max_tokens" or "max_completion_tokens"
    QString keyHeader;          ///< "Authorization" carries "Bearer KEY", any other header the key alone
    int startWidth = 0;         ///< 0: the service's
    bool countsSlots = false;   ///< llama-server: /props tells how many calls it serves at once
    bool dailyRequests = false; ///< its request limit header counts per day (Groq)
    QString note;               ///< a sentence for people, shown beside the choice
};

QList<ProviderPreset> providerPresets();
/// The preset named; unknown or empty: "custom" (and "local" is llama-server's).
ProviderPreset providerPreset(const QString& name);

} // namespace metaspo
