#include "app/cli/RunOptions.h"

#include "app/cli/OptionValues.h"
#include "app/cli/Projects.h"
#include "app/cli/RunFile.h"
#include "app/cli/RunOptionTable.h"
#include "app/cli/Waiting.h"

#include <QSet>

namespace metaspo {

namespace {

const QString presetOption = QStringLiteral("preset");
const QString initialPromptOption = QStringLiteral("initial-system-prompt");

void apply(Project& project, const QMap<QString, QString>& values, RunRequest& request)
{
    for (const RunOption& option : runOptionTable()) {
        const QString name = QString::fromLatin1(option.name);
        if (!values.contains(name))
            continue;
        const QString value = values.value(name);
        option.apply(request, name == initialPromptOption ? promptText(project, value) : value);
    }
}

} // namespace

void RunOptions::declare(CLI::App& app)
{
    for (const RunOption& option : runOptionTable()) {
        const QString name = QString::fromLatin1(option.name);
        const std::string flag = "--" + std::string(option.name);
        QString& value = m_values[name];
        CLI::Option* declared = option.isList
                                    ? addJoinedList(app, flag, value, option.description)
                                    : addText(app, flag, value, option.description)
                                          ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
        declared->type_name(option.type)->group("Run");
    }
    addText(app, "--config", m_config,
            "run.yaml with the same names; options given here win, a preset with all its sizes")
        ->type_name("FILE")
        ->group("Run");
}

QMap<QString, QString> RunOptions::given() const
{
    QMap<QString, QString> values;
    if (!m_config.isEmpty())
        values = readRunFile(m_config);
    // A preset named here brings its own sizes; those of the file belong to the preset it was written with.
    if (!m_values.value(presetOption).isNull())
        for (const RunOption& option : runOptionTable())
            if (option.isOfPreset)
                values.remove(QString::fromLatin1(option.name));
    for (auto value = m_values.cbegin(); value != m_values.cend(); ++value)
        if (!value->isNull())
            values.insert(value.key(), *value);
    return values;
}

RunRequest RunOptions::request(Project& project) const
{
    const QMap<QString, QString> values = given();
    RunRequest request;
    if (values.contains(presetOption)) {
        const auto preset = fromName<Preset>(values.value(presetOption));
        if (preset) // what is no preset is refused by its option
            request.settings = presetSettings(*preset);
    }
    apply(project, values, request);
    return completed(project, request, values.contains(QStringLiteral("scope")));
}

RunRequest RunOptions::request(Project& project, RunRequest origin) const
{
    const QMap<QString, QString> values = given();
    if (values.contains(presetOption))
        fail(ErrorKind::WrongUsage, QStringLiteral("A fork takes no --preset"),
             QStringLiteral("It goes on from the settings of the run it comes from"),
             QStringLiteral("Give the options that are to differ."));
    apply(project, values, origin);
    return valueOf(project.completed(origin));
}

std::optional<RunLimits> RunOptions::limits(const RunLimits& stored) const
{
    const QMap<QString, QString> values = given();
    if (values.isEmpty())
        return std::nullopt;
    RunRequest request;
    request.limits = stored;
    for (const RunOption& option : runOptionTable()) {
        const QString name = QString::fromLatin1(option.name);
        if (!values.contains(name))
            continue;
        if (option.kind == OptionKind::Setting)
            fail(ErrorKind::WrongUsage, QStringLiteral("--%1 cannot change when a run is resumed").arg(name),
                 QStringLiteral("Only --width, --budget, --max-calls and --break can"),
                 QStringLiteral("Fork the run with --fork RUN@STEP, or start a new one."));
        option.apply(request, values.value(name));
    }
    return request.limits;
}

QByteArray RunOptions::yaml(const RunRequest& request)
{
    QList<QPair<QString, QString>> values;
    for (const RunOption& option : runOptionTable()) {
        const QString value = option.value(request);
        if (!value.isEmpty())
            values.append({QString::fromLatin1(option.name), value});
    }
    return writeRunFile(values);
}

RunRequest completed(Project& project, RunRequest request, bool isScopeGiven)
{
    const Scope asked = request.settings.scope;
    request = valueOf(project.completed(request));
    QSet<QString> domains;
    for (const TaskSummary& summary : valueOf(project.queries().tasks()))
        if (request.settings.sources.contains(summary.task.name))
            domains.insert(summary.task.domain);
    request.settings.scope = isScopeGiven ? asked : domains.size() > 1 ? Scope::Global : Scope::Domain;
    if (request.settings.scope == Scope::Domain && domains.size() > 1) {
        QStringList names = domains.values();
        names.sort();
        fail(ErrorKind::WrongUsage, QStringLiteral("--scope domain is for sources of one domain"),
             QStringLiteral("These are of %1: %2").arg(domains.size()).arg(names.join(QStringLiteral(", "))),
             QStringLiteral("Name one domain with --sources, or take --scope global."));
    }
    return request;
}

} // namespace metaspo
