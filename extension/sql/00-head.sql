\echo Use "CREATE EXTENSION sei" to load this file. \quit

