#include "core/domain/RunSettings.h"

namespace metaspo {

RunSettings presetSettings(Preset preset)
{
    RunSettings settings;
    settings.preset = preset;
    switch (preset) {
    case Preset::Reference: // as published: selection on train, whole final beams on test
        settings.validation = 0;
        settings.finalTest = FinalTest::WholeBeams;
        settings.pruning = Pruning::Exhaustive;
        break;
    case Preset::Recommended:
        break;
    case Preset::Small: // for slow local models: minutes instead of hours
        settings.iterations = 2;
        settings.userCandidates = 1;
        settings.kept = 1;
        settings.systemCandidates = 2;
        settings.userFailures = 2;
        settings.systemFailures = 1;
        settings.train = 10;
        settings.validation = 10;
        settings.test = 20;
        settings.baseOutputTokens = 384;
        settings.optimizerOutputTokens = 640;
        break;
    }
    return settings;
}

} // namespace metaspo
