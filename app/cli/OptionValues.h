#pragma once

#include "app/cli/Command.h"
#include "core/domain/Names.h"

#include <QString>
#include <QStringList>

namespace metaspo {

/// Options whose values are Qt's texts; null: not given.
CLI::Option* addText(CLI::App& app, const std::string& names, QString& value, const std::string& description);
/// May be given several times; each value may be a list with commas.
CLI::Option* addJoinedList(CLI::App& app, const std::string& names, QString& value, const std::string& description);
CLI::Option* addList(CLI::App& app, const std::string& names, QStringList& values, const std::string& description);
/// The positional argument FILE, which must exist.
CLI::Option* addFile(CLI::App& app, QString& file);

/// One of the names of an enumeration.
template <typename E>
CLI::Option* addChoice(CLI::App& app, const std::string& option, E& value, const std::string& description)
{
    const std::string choices = allNames<E>().toStdString();
    return app
        .add_option_function<std::string>(
            option,
            [&value, option, choices](const std::string& text) {
                const auto found = fromName<E>(QString::fromStdString(text));
                if (!found)
                    throw CLI::ValidationError(option, "takes one of " + choices + ", not '" + text + "'");
                value = *found;
            },
            description + ": " + choices)
        ->type_name("NAME");
}

/// The text itself, or, after '@', the content of a file without its last line end.
QString textOrFile(const QString& value);
/// US dollars as nano-dollars: "5.00".
qint64 nanoDollars(const QString& text, const QString& option);
QString dollars(qint64 nanoDollars);
qint64 wholeNumber(const QString& text, const QString& option, qint64 least = 0);

} // namespace metaspo
