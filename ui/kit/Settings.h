#pragma once

#include <QSettings>
#include <memory>

namespace metaspo {

/// The user's settings of the window: one INI file in the configuration folder of the user. Never keys.
std::unique_ptr<QSettings> windowSettings();

} // namespace metaspo
