#pragma once

#include "ui/compare/DiffText.h"

#include <QWidget>

namespace metaspo {

/// The differences of a text in small, beside its scroll bar: where they are, which part is visible, which one is
/// chosen. A click goes to the nearest; F8 does the same from the keyboard.
class DiffStrip : public QWidget
{
    Q_OBJECT

public:
    explicit DiffStrip(DiffText* text, QWidget* parent = nullptr);

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return sizeHint(); }

Q_SIGNALS:
    void chosen(int change);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;

private:
    DiffText* m_text;
};

} // namespace metaspo
