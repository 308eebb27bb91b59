# Warnings, sanitizers and precompiled headers, the same for every target of ours.
add_library(metaspo_options INTERFACE)
target_include_directories(metaspo_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(metaspo_options INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wshadow -fno-omit-frame-pointer)
target_compile_definitions(metaspo_options INTERFACE
    QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII METASPO_VERSION="${PROJECT_VERSION}")
if(METASPO_TESTS AND NOT METASPO_SANITIZER)
    target_compile_options(metaspo_options INTERFACE -Werror)
else()
    # Who only wants to use the program is not stopped by another compiler's taste, and GCC 12 warns wrongly of values
    # moved within std::optional, in instrumented and in fully optimised code.
    target_compile_options(metaspo_options INTERFACE -Wno-maybe-uninitialized)
endif()
if(METASPO_SANITIZER STREQUAL "address")
    target_compile_options(metaspo_options INTERFACE -fsanitize=address,undefined -fno-sanitize-recover=undefined)
    target_link_options(metaspo_options INTERFACE -fsanitize=address,undefined)
elseif(METASPO_SANITIZER STREQUAL "thread")
    target_compile_options(metaspo_options INTERFACE -fsanitize=thread)
    target_link_options(metaspo_options INTERFACE -fsanitize=thread)
    # What the sanitizer must be told of Qt: a header that comes first everywhere (in the precompiled header, where
    # there is one), and an object in every program. It is not watched itself: it tells of an order before there is one.
    set(METASPO_FIRST_HEADER ${CMAKE_SOURCE_DIR}/tests/support/sanitizer/AcquireBeforeDetaching.h)
    target_compile_options(metaspo_options INTERFACE
        "$<$<NOT:$<BOOL:$<TARGET_PROPERTY:PRECOMPILE_HEADERS>$<TARGET_PROPERTY:PRECOMPILE_HEADERS_REUSE_FROM>>>:SHELL:-include ${METASPO_FIRST_HEADER}>")
    add_library(metaspo_qt_happens_before OBJECT
        ${CMAKE_SOURCE_DIR}/tests/support/sanitizer/QtHappensBefore.cpp)
    target_link_libraries(metaspo_qt_happens_before PRIVATE Qt6::Core)
    set_target_properties(metaspo_qt_happens_before PROPERTIES AUTOMOC OFF)
    target_sources(metaspo_options INTERFACE
        $<$<STREQUAL:$<TARGET_PROPERTY:TYPE>,EXECUTABLE>:$<TARGET_OBJECTS:metaspo_qt_happens_before>>)
endif()

# metaspo_library(NAME folder-library SOURCES ... LINK ... [WIDGETS])
# One static library per folder; its link line repeats the arrows of ARCHITECTURE.md.
function(metaspo_library name)
    cmake_parse_arguments(LIB "WIDGETS" "" "SOURCES;LINK" ${ARGN})
    add_library(${name} STATIC ${LIB_SOURCES})
    target_link_libraries(${name} PUBLIC metaspo_options Qt6::Core tl::expected ${LIB_LINK})
    if(LIB_WIDGETS)
        target_precompile_headers(${name} PRIVATE ${METASPO_FIRST_HEADER} <QtWidgets>)
    elseif(NOT name STREQUAL metaspo_domain)
        target_precompile_headers(${name} REUSE_FROM metaspo_domain) # a hundred megabytes each, otherwise
    else()
        target_precompile_headers(${name} PRIVATE ${METASPO_FIRST_HEADER}
            <QByteArray> <QHash> <QJsonDocument> <QJsonObject> <QJsonArray> <QList> <QMap> <QObject> <QString>
            <QStringList> <algorithm> <functional> <memory> <optional> <vector>)
    endif()
endfunction()
