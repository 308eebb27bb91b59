#pragma once

#include <QColor>
#include <QObject>
#include <QPalette>

namespace metaspo {

enum class ThemeChoice { System, Light, Dark };

/// The look of the program: style, palette and fonts of the application. One per program, made in main before any
/// widget. Widgets that paint by themselves take their colours from their palette and the functions below, and
/// repaint on QEvent::PaletteChange.
class Theme : public QObject
{
    Q_OBJECT

public:
    explicit Theme(QObject* parent = nullptr);

    ThemeChoice choice() const { return m_choice; }
    void choose(ThemeChoice choice); ///< remembered in the user's settings
    void show(ThemeChoice choice);   ///< for this program's life only

    static ThemeChoice rememberedChoice();

Q_SIGNALS:
    void changed();

private:
    ThemeChoice m_choice = ThemeChoice::System;
    bool m_isSystemDark = false;
};

bool isDark(const QPalette& palette);
/// The light theme's, for what is printed or saved, whatever the window looks like.
QPalette lightPalette();

/// What a colour says. Never the only sign: a glyph or a word stands beside it.
enum class Tone { Accent, Good, Bad, Caution, Quiet };
QColor toneColour(Tone tone, const QPalette& palette);
/// The tone as a faint background under normal text.
QColor toneBackground(Tone tone, const QPalette& palette);

/// Okabe-Ito colours with a contrast of 3:1 or more on the theme's base; they repeat after `domainColourCount`, so a
/// dash pattern or marker must tell the rest apart.
inline constexpr int domainColourCount = 5;
QColor domainColour(int index, const QPalette& palette);

/// Lines between areas: fainter than text, visible in both themes.
QColor lineColour(const QPalette& palette);

} // namespace metaspo
